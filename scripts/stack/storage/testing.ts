/** Policies for tests: everybody has a folder named by their id in the bucket `files`, and all rights there. */
export const OWN_FOLDER_POLICIES = ["select", "insert", "update", "delete"].map((verb) => {
  const condition = "(bucket_id = 'files' and (storage.foldername(name))[1] = (select auth.uid())::text)";
  const clause = verb === "insert" ? "with check" : "using";
  return `create policy "own folder: ${verb}" on storage.objects for ${verb} to authenticated ${clause} ${condition};`;
}).join("\n");
