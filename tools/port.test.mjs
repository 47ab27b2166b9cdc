import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { DEFAULT_PORT, parseOptions, requireFreePort } from './port.mjs'

it.each([
  [[], DEFAULT_PORT],
  [['--port', '5000'], 5000],
  [['--port=1'], 1],
  [['--port', '65535'], 65535],
])('reads %j as port %i', (parameters, port) => {
  expect(parseOptions(parameters).port).toBe(port)
})

it.each([
  [['--port'], 'nothing is not a port'],
  [['--port', ''], 'nothing is not a port'],
  [['--port', '0'], '"0" is not a port'],
  [['--port', '65536'], '"65536" is not a port'],
  [['--port', '5e3'], '"5e3" is not a port'],
  [['--port=-1'], '"-1" is not a port'],
  [['--port', '80.5'], '"80.5" is not a port'],
  [['5000'], '5000 is not an option'],
  [['--open'], '--open is not an option'],
  [['--host'], 'nothing is not a host'],
  [['--host', 'a b'], '"a b" is not a host'],
])('refuses %j', (parameters, message) => {
  expect(() => parseOptions(parameters)).toThrow(message)
})

const listen = (server, host, port) => new Promise((resolve) => server.listen({ host, port }, resolve))

it.each(['127.0.0.1', '0.0.0.0'])('refuses a port in use at %s, and suggests another', async (host) => {
  const server = createServer()
  await listen(server, host, 0)
  const { port } = server.address()
  await expect(requireFreePort(port)).rejects.toThrow(`Port ${port} is in use: `)
  await new Promise((resolve) => server.close(resolve))
  await expect(requireFreePort(port)).resolves.toBeUndefined()
})

it('takes a host beside a port, and none unless it is given', () => {
  expect(parseOptions(['--host', '0.0.0.0', '--port=5000'])).toEqual({ port: 5000, host: '0.0.0.0' })
  expect(parseOptions([]).host).toBe(null)
})
