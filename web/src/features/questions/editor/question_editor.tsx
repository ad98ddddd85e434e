import { ActionIcon, Button, NumberInput, Textarea, TextInput, Tooltip } from "@mantine/core";
import { IconArrowDown, IconArrowMerge, IconArrowUp, IconCheck, IconScissors, IconTrash } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { formatPercent } from "../../../ui/format.ts";
import type { CommandId } from "../review/commands.ts";
import type { Choice } from "../review/use_choice.ts";
import type { Commands } from "../review/use_commands.ts";
import { cutsOf } from "../rewrite.ts";
import type { Fields, Question } from "../question.ts";
import type { Worksheet } from "../worksheet.ts";
import { BoxField } from "./box_field.tsx";
import { OptionFields } from "./option_fields.tsx";
import { PartFields } from "./part_fields.tsx";
import { ProposalNote } from "./proposal_note.tsx";
import classes from "./question_editor.module.css";
import { TagFields } from "./tag_fields.tsx";

interface QuestionEditorProps {
  readonly worksheet: Worksheet;
  readonly question: Question;
  readonly all: readonly Question[];
  readonly choice: Choice;
  readonly commands: Commands;
  readonly canEdit: boolean;
  readonly canDelete: boolean;
}

/** All that a question says, to be put right. What is changed is saved as it is changed. */
export function QuestionEditor(
  { worksheet, question, all, choice, commands, canEdit, canDelete }: QuestionEditorProps,
) {
  const { number, section, stem, text, options, parts, marks, confidence, status } = question;
  const isApproved = status === "approved";
  const edit = (fields: Partial<Fields>) => commands.edit(question, fields);
  const textField = useRef<HTMLTextAreaElement>(null), numberField = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const field = choice.focus === "text" ? textField : choice.focus === "number" ? numberField : undefined;
    if (!field?.current) return;
    field.current.focus();
    choice.focused();
  }, [choice.focus]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const isTyping = event.target instanceof HTMLElement && event.target.matches("input, textarea");
    if (event.key === "Escape" && isTyping && !event.defaultPrevented) {
      worksheet.flush();
      choice.activate(question.id, "row", choice.box);
    }
  };
  const onTextKeyDown = ({ key, ctrlKey, metaKey, currentTarget }: KeyboardEvent<HTMLTextAreaElement>) => {
    const index = currentTarget.selectionStart;
    const isInside = text.slice(0, index).trim() !== "" && text.slice(index).trim() !== "";
    if (key === "Enter" && (ctrlKey || metaKey) && isInside) commands.splitAt(question, { at: "text", index });
  };
  const last = all.at(-1) === question;
  const action = (command: CommandId, label: string, icon: React.ReactNode, isOff = false) => (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} variant="default" disabled={isOff} onClick={() => commands.run(command)}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );

  return (
    <div className={classes["card"]} onKeyDown={onKeyDown}>
      <ProposalNote worksheet={worksheet} question={question} canEdit={canEdit} />
      <div className={classes["actions"]}>
        {canEdit && (
          <>
            <Button
              size="xs"
              variant={isApproved ? "default" : "filled"}
              leftSection={<IconCheck size={16} />}
              onClick={() => commands.approve([question], !isApproved)}
            >
              {isApproved ? "Back to draft" : "Approve"}
            </Button>
            {action("split", "Split", <IconScissors size={16} />, cutsOf(question).length === 0)}
            {action(
              "merge",
              choice.chosen.length > 1 ? "Merge the chosen ones" : "Merge with the next one",
              <IconArrowMerge size={16} />,
              choice.chosen.length < 2 && last,
            )}
            {action("moveUp", "Move up", <IconArrowUp size={16} />, all[0] === question)}
            {action("moveDown", "Move down", <IconArrowDown size={16} />, last)}
          </>
        )}
        {canDelete && (
          <Tooltip label="Delete">
            <ActionIcon variant="default" aria-label="Delete" onClick={() => commands.remove([question])}>
              <IconTrash size={16} />
            </ActionIcon>
          </Tooltip>
        )}
        {confidence !== null && <span className={classes["confidence"]}>Confidence {formatPercent(confidence)}</span>}
      </div>
      <fieldset disabled={!canEdit} className={classes["fields"]}>
        <legend className="visually-hidden">{number ? `Question ${number}` : "Question"}</legend>
        <div className={classes["head"]}>
          <TextInput
            ref={numberField}
            label="Number"
            maxLength={40}
            value={number}
            onChange={({ currentTarget }) => edit({ number: currentTarget.value })}
          />
          <NumberInput
            label="Marks"
            min={0}
            allowNegative={false}
            max={10000}
            value={marks ?? ""}
            hideControls
            onChange={(value) => edit({ marks: value === "" ? null : Number(value) })}
          />
          <TextInput
            label="Section"
            maxLength={500}
            value={section ?? ""}
            onChange={({ currentTarget }) => edit({ section: currentTarget.value || null })}
          />
        </div>
        {stem !== null && (
          <Textarea
            label="Shared text or instructions"
            autosize
            maxLength={20000}
            value={stem}
            onChange={({ currentTarget }) => edit({ stem: currentTarget.value })}
          />
        )}
        <Textarea
          ref={textField}
          label="Text"
          autosize
          minRows={2}
          maxRows={16}
          maxLength={20000}
          value={text}
          onChange={({ currentTarget }) => edit({ text: currentTarget.value })}
          onKeyDown={onTextKeyDown}
        />
        <OptionFields options={options} onChange={(options) => edit({ options })} />
        <PartFields
          parts={parts}
          onChange={(parts) => edit({ parts })}
          onSplit={(index) => commands.splitAt(question, { at: "part", index })}
          canSplit={(index) => index > 0 || text.trim() !== ""}
        />
        <TagFields tags={question.tags} all={all} onChange={(tags) => edit({ tags })} />
        {stem === null && canEdit && (
          <Button
            size="compact-sm"
            variant="subtle"
            className={classes["add"] ?? ""}
            onClick={() => edit({ stem: "" })}
          >
            Add shared text
          </Button>
        )}
      </fieldset>
      <BoxField worksheet={worksheet} question={question} choice={choice} commands={commands} canEdit={canEdit} />
    </div>
  );
}
