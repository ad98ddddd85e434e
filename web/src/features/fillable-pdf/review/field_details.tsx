import { Button, NumberInput, Select, Switch, TextInput } from "@mantine/core";
import type { RefObject } from "react";
import type { FieldFormat, FieldType } from "../../../../../supabase/functions/_shared/pipelines/fillable-pdf/field.ts";
import type { PageFrame } from "../../../ui/pdf/page_frame.ts";
import { FieldActions } from "./field_actions.tsx";
import { PlaceInputs } from "./place_inputs.tsx";
import { type ReviewedField, TYPE_LABEL } from "./reviewed_field.ts";
import classes from "./side_panel.module.css";
import type { ReviewInHand } from "./use_review.ts";

interface FieldDetailsProps {
  readonly field: ReviewedField;
  readonly frame: PageFrame | undefined;
  readonly problem: string | undefined;
  readonly review: ReviewInHand;
  readonly nameInput: RefObject<HTMLInputElement | null>;
  onDuplicate(): void;
}

const FORMATS: { readonly value: FieldFormat; readonly label: string }[] = [
  { value: "date", label: "Date" },
  { value: "email", label: "E-mail" },
  { value: "number", label: "Number" },
  { value: "phone", label: "Phone" },
];

export const TYPE_CHOICES = Object.entries(TYPE_LABEL).map(([value, label]) => ({ value, label }));

/** Everything about one field. */
export function FieldDetails({ field, frame, problem, review, nameInput, onDuplicate }: FieldDetailsProps) {
  const { act } = review;
  const describe = (details: Extract<Parameters<typeof act>[0], { do: "describe" }>["details"]) =>
    act({ do: "describe", id: field.id, details });
  const isValue = field.type === "radio" && /stands? for|choice/i.test(problem ?? "");
  return (
    <>
      <h3 className={classes["title"]}>Field on page {field.page}</h3>
      <Select
        size="sm"
        label="Type"
        allowDeselect={false}
        data={TYPE_CHOICES}
        value={field.type}
        onChange={(type) => type && act({ do: "retype", type: type as FieldType })}
      />
      <TextInput
        ref={nameInput}
        size="sm"
        label={field.type === "radio" ? "Name of the group" : "Name"}
        value={field.name}
        error={isValue ? undefined : problem}
        onChange={({ currentTarget }) => act({ do: "rename", id: field.id, name: currentTarget.value })}
      />
      {field.type === "radio" && (
        <TextInput
          size="sm"
          label="Stands for"
          description="What the group says when this one is chosen"
          value={field.export ?? ""}
          error={isValue ? problem : undefined}
          onChange={({ currentTarget }) => describe({ export: currentTarget.value })}
        />
      )}
      <TextInput
        size="sm"
        label="Label"
        description="Read out, and shown when the pointer rests on it"
        value={field.tooltip}
        maxLength={500}
        onChange={({ currentTarget }) => describe({ tooltip: currentTarget.value })}
      />
      {field.type === "text" && (
        <>
          <div className={classes["pair"]}>
            <Select
              size="sm"
              label="Takes"
              placeholder="Anything"
              clearable
              data={FORMATS}
              value={field.format ?? null}
              onChange={(format) => describe({ format: (format ?? undefined) as FieldFormat | undefined })}
            />
            <NumberInput
              size="sm"
              label="Character cells"
              placeholder="None"
              min={2}
              max={200}
              allowDecimal={false}
              value={field.comb ?? ""}
              onChange={(comb) => describe({ comb: typeof comb === "number" && comb >= 2 ? comb : undefined })}
            />
          </div>
          <Switch
            size="sm"
            label="Several lines"
            disabled={field.comb !== undefined}
            checked={field.multiline ?? false}
            onChange={({ currentTarget }) => describe({ multiline: currentTarget.checked || undefined })}
          />
        </>
      )}
      {frame && <PlaceInputs field={field} frame={frame} act={act} />}
      <FieldActions onDuplicate={onDuplicate} onDelete={() => act({ do: "remove" })}>
        {field.type === "radio" && (
          <Button size="compact-sm" variant="default" onClick={() => act({ do: "ungroup" })}>
            Take out of the group
          </Button>
        )}
      </FieldActions>
    </>
  );
}
