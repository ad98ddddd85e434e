import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useNavigate } from "react-router";
import { useBackend } from "../api/backend.ts";
import { sentenceFor } from "../api/problem.ts";
import { useTitle } from "../ui/use_title.ts";
import classes from "./plain_page.module.css";

const ID_ANYWHERE = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** A job's status by its id: from a log, a message, or another page's address. */
export function FindPage() {
  const { jobs } = useBackend();
  const navigate = useNavigate();
  const [input, setInput] = useState("");
  const [error, setError] = useState<string>();
  const [isLooking, setIsLooking] = useState(false);
  useTitle("Find a job");

  const find = async (event: FormEvent) => {
    event.preventDefault();
    const id = ID_ANYWHERE.exec(input)?.[0].toLowerCase();
    if (!id) return setError("That is no job id. One looks like 3f2b8c1e-5a67-4d09-9b1c-0e2f4a6d8b7c.");
    setIsLooking(true);
    try {
      if (await jobs.get(id)) return void navigate(`/jobs/${id}`);
      setError("There is no job with this id among yours. Jobs can be seen from the browser that created them.");
    } catch (reason) {
      setError(sentenceFor(reason));
    } finally {
      setIsLooking(false);
    }
  };

  return (
    <div className={classes["page"]}>
      <h1>Find a job</h1>
      <p className={classes["lead"]}>Paste a job's id, or a link that holds one.</p>
      <form onSubmit={find} className={classes["form"]}>
        <TextInput
          aria-label="Job id"
          placeholder="3f2b8c1e-5a67-4d09-9b1c-0e2f4a6d8b7c"
          autoFocus
          spellCheck={false}
          value={input}
          error={error}
          onChange={(event) => {
            setInput(event.currentTarget.value);
            setError(undefined);
          }}
        />
        <Button type="submit" loading={isLooking}>Show status</Button>
      </form>
    </div>
  );
}
