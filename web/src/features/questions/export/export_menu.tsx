import { Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { saveFile } from "../../../ui/save_file.ts";
import type { Question } from "../question.ts";
import classes from "./export.module.css";
import { csvOfQuestions, jsonOf } from "./exports.ts";

interface ExportMenuProps {
  readonly title: string;
  readonly questions: readonly Question[];
  readonly chosen: readonly Question[];
  readonly onPrint: (questions: readonly Question[]) => void;
}

type Scope = "all" | "approved" | "chosen";

/** All, the approved or the chosen questions: as JSON, as CSV, on paper. */
export function ExportMenu({ title, questions, chosen, onPrint }: ExportMenuProps) {
  const [wanted, setWanted] = useState<Scope>();
  const some = {
    all: questions,
    approved: questions.filter(({ status }) => status === "approved"),
    chosen,
  };
  const scope = wanted && some[wanted].length > 0 ? wanted : chosen.length > 0 ? "chosen" : "all";
  const exported = some[scope];
  const name = title.replace(/\.pdf$/i, "");
  const save = (type: string, ending: string, content: string) =>
    saveFile(`${name}-questions.${ending}`, new Blob([content], { type }));
  return (
    <Menu position="bottom-end" closeOnItemClick>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} />}>Export</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onPrint(exported)}>Sheet to print</Menu.Item>
        <Menu.Item onClick={() => save("text/csv;charset=utf-8", "csv", csvOfQuestions(exported))}>CSV</Menu.Item>
        <Menu.Item onClick={() => save("application/json", "json", jsonOf(title, exported))}>JSON</Menu.Item>
        <Menu.Divider />
        {(["all", "approved", "chosen"] as const).map((one) => (
          <Menu.Item
            key={one}
            role="menuitemradio"
            aria-checked={one === scope}
            disabled={some[one].length === 0}
            closeMenuOnClick={false}
            className={classes["scope"] ?? ""}
            onClick={() => setWanted(one)}
          >
            {SCOPES[one]} ({some[one].length})
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const SCOPES = { all: "All questions", approved: "Approved ones", chosen: "Chosen ones" };
