/** Moves labels up or down until none stands on another. Sizes are shares of the picture. */
export function apart<T extends { x: number; y: number }>(
  points: readonly T[],
  ranges: { x: number; y: number },
  size: { width: number; height: number },
): (T & { labelY: number })[] {
  const width = ranges.x * size.width;
  const height = ranges.y * size.height;
  const placed: (T & { labelY: number })[] = [];
  for (const point of [...points].sort((a, b) => a.y - b.y)) {
    let labelY = point.y;
    const near = placed
      .filter((other) => Math.abs(other.x - point.x) < width)
      .sort((a, b) => a.labelY - b.labelY);
    for (const other of near)
      if (Math.abs(labelY - other.labelY) < height) labelY = other.labelY + height;
    placed.push({ ...point, labelY });
  }
  return placed;
}
