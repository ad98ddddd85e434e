import { Button, FileButton, Switch, Textarea } from "@mantine/core";
import { IconDownload, IconUpload } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { PageFields } from "../../../../../supabase/functions/_shared/pipelines/fillable-pdf/field.ts";
import { MAX_ROWS, rowsOf } from "../../../../../supabase/functions/_shared/pipelines/fillable-pdf/rows.ts";
import type { JobWithFiles } from "../../../api/jobs.ts";
import { sentenceFor } from "../../../api/problem.ts";
import { formatBytes, formatCount } from "../../../ui/format.ts";
import { NewVersionNote, PasswordField } from "../new_version_note.tsx";
import { hasDraft } from "../review/use_review.ts";
import { saveFile } from "../save_file.ts";
import { useNewVersion } from "../use_new_version.ts";
import classes from "./fill_panel.module.css";
import { columnsOf, fillablesOf, guessMapping, mappedRows, type Row, templateOf } from "./fillable.ts";
import { MappingTable } from "./mapping_table.tsx";

interface FillPanelProps {
  readonly job: JobWithFiles;
  readonly found: readonly PageFields[];
}

/** As much as the server takes in one job. */
const MAX_CHARACTERS = 500_000;
const EXAMPLE = "first_name,last_name\nAda,Lovelace\nGrace,Hopper";

/** Data from a spreadsheet or a program become filled-in copies, one for each row. */
export function FillPanel({ job, found }: FillPanelProps) {
  const fillables = useMemo(() => fillablesOf(found), [found]);
  const [text, setText] = useState("");
  const [fileProblem, setFileProblem] = useState<string>();
  const [flatten, setFlatten] = useState(false);
  const version = useNewVersion(job);
  const hasKept = job.options["keep_existing_fields"] === true;

  const { rows, problem } = useMemo(() => read(text), [text]);
  const columns = useMemo(() => columnsOf(rows), [rows]);
  const guessed = useMemo(() => guessMapping(fillables, columns), [fillables, columns.join("\n")]);
  const [changes, setChanges] = useState<ReadonlyMap<string, string | undefined>>(new Map());
  const mapping = useMemo(() => {
    const all = [...guessed].filter(([name]) => !changes.has(name));
    const changed = [...changes].filter((each): each is [string, string] => columns.includes(each[1] ?? ""));
    return new Map([...all, ...changed]);
  }, [guessed, changes, columns]);

  const choose = async (file: File | null) => {
    if (!file) return;
    const isTooLarge = file.size > 4 * MAX_CHARACTERS;
    setFileProblem(isTooLarge ? `${file.name} has ${formatBytes(file.size)}; split it over several jobs.` : undefined);
    if (!isTooLarge) setText((await file.text()).replace(/^\ufeff/, ""));
  };
  const fill = () => {
    const data = JSON.stringify(mappedRows(rows, mapping, hasKept));
    const pages = found.map(({ turns, ...page }) => ({ ...page, ...(turns !== undefined && { turns }) }));
    return version.start({ fields: { pages }, data, flatten });
  };

  const canFill = mapping.size > 0 || hasKept;
  const copies = formatCount(rows.length, "copy", "copies");
  return (
    <div className={classes["panel"]}>
      <div className={classes["source"]}>
        <Textarea
          label="Data"
          description={`A filled-in copy is made for each row of a CSV, or each object of a JSON array; at most ${MAX_ROWS}.`}
          placeholder={EXAMPLE}
          autosize
          minRows={5}
          maxRows={12}
          value={text}
          error={fileProblem ?? problem}
          classNames={{ input: classes["data"] ?? "" }}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <div className={classes["row"]}>
          <FileButton onChange={choose} accept=".csv,.tsv,.txt,.json,text/csv,application/json">
            {(props) => (
              <Button
                {...props}
                size="compact-sm"
                variant="default"
                leftSection={<IconUpload size={15} aria-hidden="true" />}
              >
                Take a file
              </Button>
            )}
          </FileButton>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconDownload size={15} aria-hidden="true" />}
            onClick={() => saveFile("fields.csv", new Blob([templateOf(fillables)], { type: "text/csv" }))}
          >
            Download a CSV with this form's columns
          </Button>
        </div>
      </div>
      {rows.length > 0 && (
        <>
          <MappingTable
            fillables={fillables}
            columns={columns}
            rows={rows}
            mapping={mapping}
            onMap={(name, column) => setChanges(new Map([...changes, [name, column]]))}
          />
          {hasKept && <p>Other columns go into the form's own fields of the same name.</p>}
          <Switch
            label="Flatten"
            description="What is filled in becomes part of the page: it cannot be changed any more."
            checked={flatten}
            onChange={({ currentTarget }) => setFlatten(currentTarget.checked)}
          />
          {hasDraft(job.id) && (
            <p>Your changes to the fields are not written yet: copies are filled in without them.</p>
          )}
          <PasswordField version={version} />
          <div className={classes["row"]}>
            <Button disabled={!canFill} loading={version.isUnderWay} onClick={fill}>Fill in {copies}</Button>
            {!canFill && <p role="status">No column goes into a field yet: choose one above.</p>}
          </div>
        </>
      )}
      <NewVersionNote version={version} />
    </div>
  );
}

function read(text: string): { readonly rows: readonly Row[]; readonly problem?: string } {
  if (text.length > MAX_CHARACTERS) {
    return { rows: [], problem: "These are more than 500,000 characters: split the data over several jobs." };
  }
  try {
    return { rows: rowsOf(text) };
  } catch (error) {
    return { rows: [], problem: sentenceFor(error) };
  }
}
