/** @file `npm start`: installs what is missing, builds where sources changed, serves the page. */
import './requireNode.mjs'
import { isBuildCurrent } from './buildAge.mjs'
import { installMissing } from './packages.mjs'
import { parseOptions, requireFreePort, takenPortProblem } from './port.mjs'
import { runTool } from './problem.mjs'
import { root } from './root.mjs'
import { servedTo } from './served.mjs'

async function serve(preview, { port, host }) {
  try {
    const served = servedTo(host)
    return await preview({
      root,
      ...served,
      // 127.0.0.1, since what "localhost" means differs between systems.
      preview: { ...served.preview, host: host ?? '127.0.0.1', port, strictPort: true },
    })
  } catch (error) {
    if (/already in use/.test(error.message)) throw takenPortProblem(port)
    throw error
  }
}

function endOnSignal(server) {
  const end = async () => {
    // Browsers keep connections open, and the server would wait for them.
    server.httpServer.closeAllConnections()
    await server.close()
    process.exit(0)
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
}

await runTool(async () => {
  const options = parseOptions(process.argv.slice(2))
  const { port, host } = options
  await requireFreePort(port)
  installMissing()
  // Otherwise a NODE_ENV set by the user could put React's development build into the page.
  process.env.NODE_ENV = 'production'
  const { build, preview } = await import('vite')
  if (!isBuildCurrent(root)) {
    console.log('Building the page.')
    await build({ root, logLevel: 'warn' })
  }
  endOnSignal(await serve(preview, options))
  console.log(`Gradlens is at http://${host ?? 'localhost'}:${port}/`)
})
