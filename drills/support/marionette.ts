/**
 * @file Marionette, the protocol that Firefox itself speaks and in which geckodriver hands it WebDriver's commands: texts
 * `LENGTH:JSON` on a socket, `[0, id, command, parameters]` answered by `[1, id, error, result]`.
 */
import { connect, type Socket } from 'node:net'

type Answer = readonly [type: 1, id: number, error: { readonly message: string } | null, result: unknown]

interface Asked {
  readonly resolve: (result: never) => void
  readonly reject: (error: Error) => void
}

const COLON = ':'.charCodeAt(0)

export class Marionette {
  private readonly socket: Socket
  private readonly asked = new Map<number, Asked>()
  private received = Buffer.alloc(0)
  private newestId = 0

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1')
    this.socket.on('data', (bytes) => this.receive(bytes))
    for (const end of ['error', 'close'] as const)
      this.socket.on(end, () => {
        for (const { reject } of this.asked.values()) reject(new Error('Firefox has ended.'))
        this.asked.clear()
      })
  }

  send<Result>(command: string, parameters: object = {}): Promise<Result> {
    const id = ++this.newestId
    const text = JSON.stringify([0, id, command, parameters])
    this.socket.write(`${Buffer.byteLength(text)}:${text}`)
    return new Promise((resolve, reject) => this.asked.set(id, { resolve, reject }))
  }

  close(): void {
    this.socket.destroy()
  }

  private receive(bytes: Buffer): void {
    this.received = Buffer.concat([this.received, bytes])
    for (;;) {
      const colon = this.received.indexOf(COLON)
      const end = colon + 1 + Number(this.received.subarray(0, Math.max(colon, 0)))
      if (colon === -1 || this.received.length < end) return
      const message: unknown = JSON.parse(this.received.subarray(colon + 1, end).toString())
      this.received = this.received.subarray(end)
      // It greets with an object.
      if (Array.isArray(message)) this.answer(message as unknown as Answer)
    }
  }

  private answer([, id, error, result]: Answer): void {
    const asked = this.asked.get(id)
    this.asked.delete(id)
    if (error !== null) asked?.reject(new Error(error.message))
    else asked?.resolve(result as never)
  }
}
