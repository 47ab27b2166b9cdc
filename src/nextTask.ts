/** @file Lets others in. It stands alone. */

/** Lets waiting messages and events in with a macrotask, without the 4 ms of nested timers. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
