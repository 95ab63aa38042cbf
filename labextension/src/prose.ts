// Tells the `code` in a message from its words.

export interface Piece {
  readonly text: string;
  readonly code: boolean;
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
