import "@fontsource-variable/libre-franklin/wght.css";
import "@mantine/core/styles.css";
import "@mantine/dropzone/styles.css";
import "@mantine/notifications/styles.css";
import "./ui/theme.css";
import { MantineProvider } from "@mantine/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { connect } from "./api/backend.ts";
import { loadConfig } from "./api/config.ts";
import { openSession } from "./api/session.ts";
import { CannotStart } from "./routes/cannot_start.tsx";
import { theme } from "./ui/theme.ts";

const root = createRoot(document.getElementById("root")!);

async function start() {
  try {
    const config = await loadConfig();
    const session = await openSession(config);
    return <App backend={connect(config, session)} />;
  } catch (error) {
    return <CannotStart error={error} />;
  }
}

root.render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">{await start()}</MantineProvider>
  </StrictMode>,
);
