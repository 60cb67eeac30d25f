import { render } from "preact";
import { App } from "./app";
import { followEngine } from "./state/engine";
import { start } from "./state/scenario";
import { followTheme } from "./state/theme";

followTheme();
void start();
void followEngine();
const root = document.getElementById("app");
if (root !== null) render(<App />, root);
