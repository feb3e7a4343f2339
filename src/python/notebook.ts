/** Jupyter notebooks: the code cells as one module, with a map back to the cells. */

export interface Cell {
  /** 1-based, counting all cells of the notebook. */
  readonly index: number;
  /** First byte of the cell in the joined source. */
  readonly start: number;
  readonly end: number;
  /** 1-based line of the joined source at which the cell starts. */
  readonly line: number;
}

export type CellMap = readonly Cell[];

/** The cell that holds a byte of the joined source. */
export function cellAt(cells: CellMap, byte: number): Cell | undefined {
  let low = 0;
  let high = cells.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cells[middle]!.end < byte) low = middle + 1;
    else high = middle;
  }
  return cells[low];
}
