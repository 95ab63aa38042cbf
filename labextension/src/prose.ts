// Tells the `code` in a message from its words.

export interface Piece {
  readonly text: string;
  readonly code: boolean;
}

/** A text of no more than `most` characters. */
export function shortened(text: string, most: number): string {
  const characters = [...text.slice(0, 2 * most + 2)];
  return characters.length > most ? `${characters.slice(0, most).join('').trimEnd()}…` : text;
}

/** A message in pieces; a backtick without a partner stays what it is. */
export function piecesOf(message: string): Piece[] {
  return message
    .split(/(`[^`\n]+`)/)
    .filter(text => text !== '')
    .map(text =>
      /^`.+`$/.test(text) ? { text: text.slice(1, -1), code: true } : { text, code: false }
    );
}
