// Converts places of the wire, which counts code points from 1, to the browser's UTF-16 units.

const LINE_END = /\r\n|\r|\n/;

/** The lines of a text without their ends; there is always one. */
export function splitLines(text: string): string[] {
  return text.split(LINE_END);
}

/** UTF-16 units in front of a column of a line; the whole line where the column lies behind it. */
export function unitsBefore(line: string, column: number): number {
  let units = 0;
  for (let left = column - 1; left > 0 && units < line.length; left--) {
    units += (line.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  }
  return units;
}

/** The index in a text of a place; the text's length where the place lies behind its end. */
export function offsetOf(text: string, line: number, column: number): number {
  const lineEnds = new RegExp(LINE_END, 'g');
  for (let passed = 1; passed < line; passed++) {
    if (!lineEnds.exec(text)) {
      return text.length;
    }
  }
  const start = lineEnds.lastIndex;
  return start + unitsBefore(text.slice(start), column);
}
