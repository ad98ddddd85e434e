import { Button } from "@mantine/core";
import { Link } from "react-router";
import { useTitle } from "../ui/use_title.ts";
import classes from "./plain_page.module.css";

export function NotFoundPage() {
  useTitle("Page not found");
  return (
    <div className={classes["page"]}>
      <h1>There is no page here</h1>
      <p className={classes["lead"]}>The address may be mistyped, or what it led to is gone.</p>
      <Button component={Link} to="/">See your jobs</Button>
    </div>
  );
}
