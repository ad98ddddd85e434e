import { Button, SegmentedControl, Switch } from "@mantine/core";
import { IconArrowLeft, IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { marksOf, nameOf, type Option, type Part, type Question } from "../question.ts";
import { useCropLinks } from "../use_crop_links.ts";
import type { Worksheet } from "../worksheet.ts";
import classes from "./export.module.css";

interface PrintSheetProps {
  readonly title: string;
  readonly worksheet: Worksheet;
  readonly questions: readonly Question[];
  readonly onClose: () => void;
}

/** Chosen questions on paper: as text, or as they were printed. */
export function PrintSheet({ title, worksheet, questions, onClose }: PrintSheetProps) {
  const [look, setLook] = useState("text");
  const [hasMarks, setMarks] = useState(true);
  const [hasSpace, setSpace] = useState(true);
  const links = useCropLinks(worksheet.api, questions.flatMap(({ crop_path }) => crop_path ?? []));
  const total = questions.reduce((sum, question) => sum + (marksOf(question) ?? 0), 0);
  const switches = [["Marks", hasMarks, setMarks], ["Space for answers", hasSpace, setSpace]] as const;
  return (
    <>
      <div className={classes["bar"]}>
        <Button variant="subtle" color="gray" leftSection={<IconArrowLeft size={16} />} onClick={onClose}>
          Back to the review
        </Button>
        <SegmentedControl
          aria-label="How questions look"
          value={look}
          onChange={setLook}
          data={[{ value: "text", label: "As text" }, { value: "picture", label: "As printed" }]}
        />
        {switches.map(([label, isOn, set]) => (
          <Switch
            key={label}
            label={label}
            checked={isOn}
            onChange={({ currentTarget }) => set(currentTarget.checked)}
          />
        ))}
        <Button leftSection={<IconPrinter size={16} />} onClick={() => print()}>Print</Button>
      </div>
      <article className={classes["sheet"]} aria-label="Sheet">
        <h1>{title.replace(/\.pdf$/i, "")}</h1>
        <p className={classes["who"]}>
          Name <span /> Date <span />
          {hasMarks && total > 0 && <b>/ {total}</b>}
        </p>
        {questions.map((question, index) => (
          <div key={question.id}>
            {question.section && question.section !== questions[index - 1]?.section && <h2>{question.section}</h2>}
            {question.stem && question.stem !== questions[index - 1]?.stem && (
              <p className={classes["stem"]}>{question.stem}</p>
            )}
            <div className={classes["question"]}>
              {look === "picture" && links.has(question.crop_path ?? "")
                ? (
                  <img
                    src={links.get(question.crop_path!)}
                    alt={nameOf(question)}
                    className={classes["picture"]}
                    style={{ gridColumn: "1 / -1" }}
                  />
                )
                : <Written question={question} hasMarks={hasMarks} />}
              {hasSpace && <div className={classes["space"]} />}
            </div>
          </div>
        ))}
      </article>
    </>
  );
}

function Written({ question, hasMarks }: { question: Question; hasMarks: boolean }) {
  const { number, text, options, parts, marks } = question;
  return (
    <>
      <strong>{number && `${number}.`}</strong>
      <div>
        <p className={classes["text"]}>{text}</p>
        <Options options={options} />
        <Parts parts={parts} hasMarks={hasMarks} />
      </div>
      {hasMarks && marks !== null ? <span>[{marks}]</span> : <span />}
    </>
  );
}

function Options({ options }: { options: readonly Option[] }) {
  if (options.length === 0) return null;
  return (
    <ul className={classes["list"]}>
      {options.map(({ label, text }, index) => (
        <li key={index}>
          <span>{label || "○"}</span>
          <span className={classes["text"]}>{text}</span>
        </li>
      ))}
    </ul>
  );
}

function Parts({ parts, hasMarks }: { parts: readonly Part[]; hasMarks: boolean }) {
  if (parts.length === 0) return null;
  return (
    <ul className={classes["list"]}>
      {parts.map(({ label, text, marks, options, parts }, index) => (
        <li key={index}>
          <span>{label && `(${label})`}</span>
          <div>
            <span className={classes["text"]}>{text}</span>
            <Options options={options ?? []} />
            <Parts parts={parts ?? []} hasMarks={hasMarks} />
          </div>
          {hasMarks && marks != null ? <span>[{marks}]</span> : <span />}
        </li>
      ))}
    </ul>
  );
}
