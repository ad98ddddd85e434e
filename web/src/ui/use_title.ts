import { useEffect } from "react";

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === "Docmill" ? title : `${title} · Docmill`;
  }, [title]);
}
