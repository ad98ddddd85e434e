import type {
  DocumentResult,
  FieldValue,
  Scalar,
} from "../../../../supabase/functions/_shared/pipelines/documents/result.ts";

export function fieldOf(value: Scalar, confidence: number, place: Partial<FieldValue> = {}): FieldValue {
  const text = value === null ? null : String(value);
  return { value, text, confidence, method: "offline", page: null, bbox: null, span: null, ...place };
}

export function documentOf(given: Partial<DocumentResult>): DocumentResult {
  return {
    file: "a.pdf",
    file_id: "0f0f0f0f-0000-4000-8000-000000000001",
    pages: [1, 1],
    type: null,
    confidence: 0,
    alternatives: [],
    evidence: [],
    language: null,
    fields: {},
    mentions: { dates: [], amounts: [], parties: [], identifiers: [] },
    summary: null,
    text_source: "text",
    method: "offline",
    text_file: null,
    read_pages: [],
    warnings: [],
    ...given,
  };
}
