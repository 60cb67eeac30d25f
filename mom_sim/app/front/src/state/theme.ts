import { effect, signal } from "@preact/signals";

export type Theme = "light" | "dark";
const KEY = "mom_sim.theme";
const prefers = matchMedia("(prefers-color-scheme: dark)");

function kept(): Theme | null {
  try {
    const said = localStorage.getItem(KEY);
    return said === "light" || said === "dark" ? said : null;
  } catch {
    return null; // storage is switched off: the system's choice holds
  }
}

/** Light or dark: what was chosen here, else what the system prefers. */
export const theme = signal<Theme>(kept() ?? (prefers.matches ? "dark" : "light"));

export function switchTheme(): void {
  theme.value = theme.value === "dark" ? "light" : "dark";
  try {
    localStorage.setItem(KEY, theme.value);
  } catch {
    // It then lasts as long as the page.
  }
}

export function followTheme(): void {
  effect(() => {
    document.documentElement.dataset["theme"] = theme.value;
  });
  prefers.addEventListener("change", () => {
    if (kept() === null) theme.value = prefers.matches ? "dark" : "light";
  });
}
