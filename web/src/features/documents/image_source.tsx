import { useEffect, useMemo, useRef, useState } from "react";
import { ErrorNote } from "../../ui/error_note.tsx";
import { BoxLayer } from "../../ui/pdf/box_layer.tsx";
import { boxesOf } from "./boxes.ts";
import classes from "./image_source.module.css";
import { Loading, type SourceProps } from "./source_panel.tsx";
import { useFileUrl } from "./use_file_url.ts";

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A picture, as large as there is room. */
export function ImageSource({ file, places, selected, onSelect }: SourceProps) {
  const { url, error, retry } = useFileUrl(file);
  const [size, setSize] = useState<Size>();
  const [isUnknown, setUnknown] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const boxes = useMemo(() => boxesOf(places), [places]);
  const chosen = useMemo(() => new Set(selected === undefined ? [] : [selected]), [selected]);
  useEffect(() => {
    if (selected === undefined) return;
    const box = scroller.current?.querySelector(`[data-box="${CSS.escape(selected)}"]`);
    box?.scrollIntoView({ block: "nearest" });
  }, [selected, size]);
  if (error) return <ErrorNote title="Cannot show the picture" error={error} onRetry={retry} />;
  if (isUnknown) {
    return (
      <ErrorNote
        title="Cannot show the picture"
        error="This browser does not know its format. Download it under “Files”; what was found in it stands here."
      />
    );
  }
  if (!url) return <Loading />;
  return (
    <div ref={scroller} role="region" aria-label="Picture" tabIndex={0} className={classes["scroller"]}>
      <div className={classes["sheet"]} data-page={1} aria-busy={size === undefined}>
        <img
          src={url}
          alt={file.name}
          className={classes["picture"]}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setSize({ width: naturalWidth, height: naturalHeight })}
          onError={() => setUnknown(true)}
        />
        {size && (
          <BoxLayer
            frame={{ number: 1, ...size, transform: [1, 0, 0, -1, 0, size.height] }}
            boxes={boxes}
            selected={chosen}
            onSelect={onSelect}
          />
        )}
      </div>
    </div>
  );
}
