// Shows what replacements do to a source: the old lines and the new ones, for a preview.
import { splitLines } from './columns';
import { edited, type Replacement } from './edits';

/** Lines that are replaced, without the lines around them that stay the same. */
export interface Hunk {
  readonly old: readonly string[];
  readonly new: readonly string[];
}

/** A line in three parts, of which the middle one changes. */
export type Parts = readonly [before: string, changed: string, after: string];

interface Block {
  readonly start: number;
  readonly end: number;
  readonly replacements: readonly Replacement[];
}

const SECRET = '•••';

/** The hunks of ordered replacements; the old text of a secret is not in them. */
export function hunksOf(source: string, replacements: readonly Replacement[]): Hunk[] {
  return blocksOf(source, replacements).map(block => {
    const shown = block.replacements.map(item => ({
      ...item,
      text: item.secret ? SECRET : source.slice(item.start, item.end)
    }));
    return trimmed(splitLines(within(source, block, shown)), changedLines(source, block));
  });
}

/** The parts of an old line and of the line that takes its place; a word changes as a whole. */
export function partsOf(one: string, other: string): readonly [Parts, Parts] {
  const old = wordsOf(one);
  const changed = wordsOf(other);
  const [head, tail] = commonEnds(old, changed);
  const parts = (line: readonly string[]): Parts => [
    line.slice(0, head).join(''),
    line.slice(head, line.length - tail).join(''),
    line.slice(line.length - tail).join('')
  ];
  return [parts(old), parts(changed)];
}

function wordsOf(line: string): string[] {
  return line.match(/[\p{L}\p{N}_]+|[^]/gu) ?? [];
}

/** How many items two lists have in common at their start, and how many others at their end. */
function commonEnds(one: readonly string[], other: readonly string[]): readonly [number, number] {
  const shorter = Math.min(one.length, other.length);
  let head = 0;
  while (head < shorter && one[head] === other[head]) {
    head++;
  }
  let tail = 0;
  while (tail < shorter - head && one.at(-1 - tail) === other.at(-1 - tail)) {
    tail++;
  }
  return [head, tail];
}

/** Whole lines of the source that replacements touch, those on the same lines together. */
function blocksOf(source: string, replacements: readonly Replacement[]): Block[] {
  const blocks: Block[] = [];
  for (const item of replacements) {
    const start = lineStart(source, item.start);
    const end = lineEnd(source, item.end);
    const last = blocks.at(-1);
    if (last && start <= last.end) {
      const together = [...last.replacements, item];
      blocks.splice(-1, 1, { start: last.start, end, replacements: together });
    } else {
      blocks.push({ start, end, replacements: [item] });
    }
  }
  return blocks;
}

function changedLines(source: string, block: Block): string[] {
  const text = within(source, block, block.replacements);
  return text === '' ? [] : splitLines(text);
}

/** The text of a block with replacements made. */
function within(source: string, block: Block, replacements: readonly Replacement[]): string {
  const moved = replacements.map(item => ({
    ...item,
    start: item.start - block.start,
    end: item.end - block.start
  }));
  return edited(source.slice(block.start, block.end), moved);
}

function trimmed(old: readonly string[], changed: readonly string[]): Hunk {
  const [head, tail] = commonEnds(old, changed);
  return {
    old: old.slice(head, old.length - tail),
    new: changed.slice(head, changed.length - tail)
  };
}

function lineStart(source: string, offset: number): number {
  const before = source.slice(0, offset);
  return Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
}

function lineEnd(source: string, offset: number): number {
  const length = source.slice(offset).search(/[\r\n]/);
  return length < 0 ? source.length : offset + length;
}
