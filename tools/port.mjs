import { connect, createServer } from 'node:net'
import { Problem } from './problem.mjs'

export const DEFAULT_PORT = 4173

// Browsers try both for "localhost", so another server on either could be shown instead of the page.
const HOSTS = ['127.0.0.1', '::1']

/**
 * What is given on the command line: `--port 5000` or `--port=5000`, and `--host NAME`, which is null unless given. Throws
 * if the port is none, or an option unknown.
 */
export function parseOptions(parameters) {
  const options = { port: DEFAULT_PORT, host: null }
  const rest = [...parameters]
  while (rest.length > 0) {
    const [name, joined] = splitOnce(rest.shift())
    if (name === '--port') options.port = toPort(joined ?? rest.shift())
    else if (name === '--host') options.host = toHost(joined ?? rest.shift())
    else throw new Problem(`${name} is not an option: there are --port and --host, as in \`npm start -- --port 5000\`.`)
  }
  return options
}

function toHost(text = '') {
  if (/^[\w.:-]{1,253}$/.test(text)) return text
  throw new Problem(
    `${text ? `"${text}"` : 'nothing'} is not a host: give a name or an address, such as \`npm start -- --host 0.0.0.0\`.`,
  )
}

function splitOnce(parameter) {
  const at = parameter.indexOf('=')
  return at < 0 ? [parameter] : [parameter.slice(0, at), parameter.slice(at + 1)]
}

function toPort(text) {
  const port = /^[0-9]{1,5}$/.test(text ?? '') ? Number(text) : 0
  if (port >= 1 && port <= 65535) return port
  throw new Problem(
    `${text ? `"${text}"` : 'nothing'} is not a port: give a whole number from 1 to 65535, such as \`npm start -- --port 5000\`.`,
  )
}

export const takenPortProblem = (port) =>
  new Problem(
    `Port ${port} is in use: stop what uses it, or choose another with \`npm start -- --port ${port === 65535 ? 5000 : port + 1}\`.`,
  )

/** Throws a Problem if we cannot serve at the port. */
export async function requireFreePort(port) {
  for (const host of HOSTS) {
    const code = await tryListening(host, port)
    if (code === 'EACCES') {
      throw new Problem(
        `Port ${port} needs privileges that you do not have: choose one above 1023, such as \`npm start -- --port ${DEFAULT_PORT}\`.`,
      )
    }
    // On macOS a port can be opened although a server listens on all addresses, so we also try to connect.
    if (code === 'EADDRINUSE' || (await answers(host, port))) throw takenPortProblem(port)
  }
}

/** The error's code, or null on success. A computer without IPv6 fails with EADDRNOTAVAIL at ::1. */
function tryListening(host, port) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(error.code))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)))
  })
}

function answers(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const end = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(1000, () => end(false))
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}
