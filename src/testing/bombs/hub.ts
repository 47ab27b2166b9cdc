/** @file A hub in memory, which has one data set of one parquet file. */

const json = (value: unknown) => new Response(JSON.stringify(value))

/** Answers like the hub: the list of files, their length, and parts of them. */
export const hubOf =
  (parquet: Uint8Array<ArrayBuffer>, origin = 'https://hub.example'): typeof fetch =>
  async (input, init = {}) => {
    const url = String(input)
    if (url.includes('/api/datasets/')) return json({ default: { train: [`${origin}/train.parquet`] } })
    if (init.method === 'HEAD') return new Response(null, { headers: { 'Content-Length': String(parquet.length) } })
    const [, start = 0, end = 0] = /bytes=(\d+)-(\d+)/.exec(new Headers(init.headers).get('Range') ?? '') ?? []
    const part = parquet.slice(Number(start), Number(end) + 1)
    return new Response(part, {
      status: 206,
      headers: { 'Content-Range': `bytes ${start}-${end}/${parquet.length}` },
    })
  }
