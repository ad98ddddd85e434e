import { formatCount, formatPercent } from "../../../ui/format.ts";
import { nameOf, UNCERTAIN } from "./boxes.ts";
import { type ReviewedField, TYPE_LABEL } from "./reviewed_field.ts";
import classes from "./side_panel.module.css";
import { TYPE_ICON } from "./tool_bar.tsx";

interface FieldListProps {
  readonly fields: readonly ReviewedField[];
  readonly page: number;
  readonly problems: ReadonlyMap<string, string>;
  onShow(field: ReviewedField): void;
}

/** The fields of the page that is looked at, in the order in which they are tabbed through. */
export function FieldList({ fields, page, problems, onShow }: FieldListProps) {
  const here = fields.filter((field) => field.page === page);
  const uncertain = fields.filter((field) => field.confidence < UNCERTAIN);
  const next = uncertain.find((field) => field.page >= page) ?? uncertain[0];
  return (
    <>
      <h3 className={classes["title"]}>{formatCount(here.length, "field")} on page {page}</h3>
      <p className={classes["soft"]}>
        Click a field to set it right; Shift and click for several. Arrows move it, with Shift they resize it.
      </p>
      {next && (
        <p>
          {formatCount(uncertain.length, "field")} of {fields.length} {uncertain.length === 1 ? "is" : "are"} uncertain:
          {" "}
          <button type="button" className="link-button" onClick={() => onShow(next)}>look at {nameOf(next)}</button>
        </p>
      )}
      {here.length > 0 && (
        <ul className={classes["list"]} aria-label={`Fields of page ${page}`}>
          {here.map((field) => {
            const Icon = TYPE_ICON[field.type];
            const problem = problems.get(field.id);
            return (
              <li key={field.id}>
                <button
                  type="button"
                  className={classes["item"]}
                  data-caution={problem !== undefined || field.confidence < UNCERTAIN || undefined}
                  onClick={() => onShow(field)}
                >
                  <Icon size={15} role="img" aria-label={TYPE_LABEL[field.type]} />
                  <span>{nameOf(field)}</span>
                  <small>{problem ?? (field.confidence < 1 ? formatPercent(field.confidence) : "")}</small>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
