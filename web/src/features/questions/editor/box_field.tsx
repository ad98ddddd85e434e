import { Button } from "@mantine/core";
import { nameOf, type Question } from "../question.ts";
import type { Choice } from "../review/use_choice.ts";
import type { Commands } from "../review/use_commands.ts";
import { useCropLinks } from "../use_crop_links.ts";
import type { Worksheet } from "../worksheet.ts";
import classes from "./question_editor.module.css";

interface BoxFieldProps {
  readonly worksheet: Worksheet;
  readonly question: Question;
  readonly choice: Choice;
  readonly commands: Commands;
  readonly canEdit: boolean;
}

/** Where the question stands, and its picture. */
export function BoxField({ worksheet, question, choice, commands, canEdit }: BoxFieldProps) {
  const { boxes, crop_path: path } = question;
  const link = useCropLinks(worksheet.api, path ? [path] : []).get(path ?? "");
  return (
    <>
      <div className={classes["boxes"]}>
        {boxes.map(({ page }, index) => (
          <Button
            key={index}
            size="compact-sm"
            variant={index === choice.box ? "light" : "default"}
            aria-pressed={index === choice.box}
            onClick={() => choice.activate(question.id, "box", index)}
          >
            Box {boxes.length > 1 && `${index + 1} `}on page {page}
          </Button>
        ))}
        {canEdit && (
          <Button size="compact-sm" variant="subtle" onClick={() => commands.draw("box")}>
            {boxes.length === 0 ? "Draw its box" : "Draw another box"}
          </Button>
        )}
      </div>
      {link && <img src={link} alt={`${nameOf(question)} as it is printed`} className={classes["crop"]} />}
    </>
  );
}
