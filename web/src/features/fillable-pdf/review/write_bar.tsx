import { Button } from "@mantine/core";
import type { PDFDocumentProxy } from "../../../ui/pdf/pdfjs.ts";
import { formatCount } from "../../../ui/format.ts";
import type { JobWithFiles } from "../../../api/jobs.ts";
import { NewVersionNote, PasswordField } from "../new_version_note.tsx";
import { useNewVersion } from "../use_new_version.ts";
import { nameOf } from "./boxes.ts";
import { type PageShape, pagesOf, type ReviewedField } from "./reviewed_field.ts";
import { forgetDraft, type ReviewInHand } from "./use_review.ts";
import classes from "./write_bar.module.css";

interface WriteBarProps {
  readonly job: JobWithFiles;
  readonly review: ReviewInHand;
  readonly shapes: readonly PageShape[];
  readonly problems: ReadonlyMap<string, string>;
  readonly pdf: PDFDocumentProxy;
  onShow(field: ReviewedField): void;
}

/** Writes the reviewed fields; the new form then stands here in the place of this one. */
export function WriteBar({ job, review, shapes, problems, pdf, onShow }: WriteBarProps) {
  const { fields, isChanged, discard } = review;
  const version = useNewVersion(job, () => forgetDraft(job.id));
  const [id, problem] = [...problems][0] ?? [];
  const broken = fields.find((field) => field.id === id);

  const write = async () => {
    const pages = pagesOf(fields, await withTurns(fields, shapes, pdf));
    await version.start({ fields: { pages }, data: "" });
  };
  return (
    <section aria-label="Write again" className={classes["bar"]}>
      <div className={classes["state"]}>
        {broken
          ? (
            <p role="status">
              {nameOf(broken) || "A field"} cannot be written: {problem}{" "}
              <button type="button" className="link-button" onClick={() => onShow(broken)}>Show it</button>
            </p>
          )
          : (
            <p role="status">
              {isChanged
                ? `${formatCount(fields.length, "field")}, changed. Kept in this browser until they are written.`
                : `${formatCount(fields.length, "field")}, as in the form.`}
            </p>
          )}
        <NewVersionNote version={version} />
      </div>
      <PasswordField version={version} />
      <div className={classes["actions"]}>
        {isChanged && (
          <Button variant="subtle" color="gray" disabled={version.isUnderWay} onClick={discard}>Discard changes</Button>
        )}
        <Button disabled={!isChanged || broken !== undefined} loading={version.isUnderWay} onClick={write}>
          Write again
        </Button>
      </div>
    </section>
  );
}

/** Fields are turned with their page, also on one on which none were looked for. */
async function withTurns(
  fields: readonly ReviewedField[],
  shapes: readonly PageShape[],
  pdf: PDFDocumentProxy,
): Promise<PageShape[]> {
  const known = new Set(shapes.map((shape) => shape.page));
  const others = [...new Set(fields.map((field) => field.page))].filter((page) => !known.has(page));
  const found = others.map(async (page): Promise<PageShape> => {
    const { rotate, view: [x0 = 0, y0 = 0, x1 = 0, y1 = 0] } = await pdf.getPage(page);
    return { page, width: x1 - x0, height: y1 - y0, turns: (rotate / 90 % 4 + 4) % 4 };
  });
  return [...shapes, ...await Promise.all(found)];
}
