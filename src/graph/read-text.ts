/** The beginning of a body, at most `limit` bytes; empty where it breaks off. Never throws: the status is what counts. */
export async function readText(response: Response, limit: number): Promise<string> {
  if (!response.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body) {
      chunks.push(chunk);
      size += chunk.byteLength;
      // Leaving the loop cancels the rest: nobody can make us hold or wait for an endless body.
      if (size >= limit) break;
    }
  } catch {
    return '';
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, limit));
}
