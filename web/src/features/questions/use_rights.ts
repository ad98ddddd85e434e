import { useQuery } from "@tanstack/react-query";
import { useBackend } from "../../api/backend.ts";

/** A teacher reviews his own worksheets; an admin reads all and deletes. The database decides; this is what is offered. */
export function useRights({ owner }: { readonly owner: string }): { canEdit: boolean; canDelete: boolean } {
  const { session: { supabase, userId } } = useBackend();
  const role = useQuery({
    queryKey: ["role", userId],
    enabled: owner !== userId,
    queryFn: async () => (await supabase.auth.getSession()).data.session?.user.app_metadata["role"] as string ?? "",
  });
  const isOwn = owner === userId;
  return { canEdit: isOwn, canDelete: isOwn || role.data === "admin" };
}
