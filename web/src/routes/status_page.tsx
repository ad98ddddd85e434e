import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useLocation, useNavigate, useParams } from "react-router";
import classes from "../features/shared_job/shared_job.module.css";
import { SharedJobView } from "../features/shared_job/shared_job_view.tsx";
import { useTitle } from "../ui/use_title.ts";
import plain from "./plain_page.module.css";

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
const TOKEN = /[0-9a-f]{64}/i;

/**
 * A job's status without an account: by the link from a mail, or by the job's id and its token typed in. The token stands
 * behind the # of the address, which browsers tell no server.
 */
export function StatusPage() {
  const { id = "" } = useParams();
  const token = TOKEN.exec(useLocation().hash)?.[0];
  if (ID.test(id) && token) return <SharedJobView key={id + token} link={{ id, token }} />;
  return <AskForLink id={id} />;
}

function AskForLink({ id: known }: { id: string }) {
  const navigate = useNavigate();
  const [id, setId] = useState(known);
  const [token, setToken] = useState("");
  const [error, setError] = useState<string>();
  useTitle("Status of a job");

  const open = (event: FormEvent) => {
    event.preventDefault();
    const [foundId] = ID.exec(`${id} ${token}`) ?? [], [foundToken] = TOKEN.exec(`${token} ${id}`) ?? [];
    if (!foundId || !foundToken) {
      return setError("Both are in the link of the e-mail: the id, and behind the # the token.");
    }
    void navigate(`/status/${foundId.toLowerCase()}#${foundToken.toLowerCase()}`);
  };

  return (
    <div className={plain["page"]}>
      <h1>Status of a job</h1>
      <p className={plain["lead"]}>Open the link from your e-mail, or type in what it holds. No account is needed.</p>
      <form onSubmit={open} className={classes["form"]}>
        <TextInput
          label="Job id"
          value={id}
          spellCheck={false}
          onChange={(event) => setId(event.currentTarget.value)}
        />
        <TextInput
          label="Token"
          value={token}
          spellCheck={false}
          autoComplete="off"
          error={error}
          onChange={(event) => {
            setToken(event.currentTarget.value);
            setError(undefined);
          }}
        />
        <Button type="submit">Show status</Button>
      </form>
    </div>
  );
}
