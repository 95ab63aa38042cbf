// Tells a page of the web from any other address that a contract may name.

/** The address, where it is one of a page on the web; null where a click must not follow it. */
export function webAddress(text: string): string | null {
  const address = parsed(text);
  const isWeb = address?.protocol === 'https:' || address?.protocol === 'http:';
  // A name in front of the host is there to be taken for the host.
  return address && isWeb && !address.username && !address.password ? address.href : null;
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
