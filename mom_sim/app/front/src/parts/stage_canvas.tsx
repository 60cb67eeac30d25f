import { useLayoutEffect, useRef } from "preact/hooks";
import { drawStage, stageHeight, type Palette } from "../replay/stage";
import type { Movements } from "../replay/tokens";
import { theme } from "../state/theme";
import { useWidth } from "./picture";

/** One organization at an instant. */
export function StageCanvas(props: { movements: Movements; time: number }): preact.JSX.Element {
  const { movements, time } = props;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(frame);
  const height = stageHeight(movements.model.places.length, width || 320);
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context || width === 0) return;
    const scale = window.devicePixelRatio || 1;
    if (
      element.width !== Math.round(width * scale) ||
      element.height !== Math.round(height * scale)
    ) {
      element.width = Math.round(width * scale);
      element.height = Math.round(height * scale);
      element.style.height = `${height}px`;
    }
    context.setTransform(scale, 0, 0, scale, 0, 0);
    drawStage(context, movements, time, width, palette());
  }, [movements, time, width, theme.value]);
  return (
    <div ref={frame}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`Campaigns in ${movements.model.label}; the numbers are below`}
      />
    </div>
  );
}

function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    surface: read("--surface"),
    page: read("--page"),
    ink: read("--ink"),
    muted: read("--muted"),
    line: read("--line"),
    waiting: read("--c-decision"),
    working: read("--c-work"),
    moving: read("--m1"),
  };
}
