import { render } from "preact";
import { App } from "./app";
import { start } from "./state/scenario";
import { followTheme } from "./state/theme";

followTheme();
void start();
const root = document.getElementById("app");
if (root !== null) render(<App />, root);
