/**
 * @file `npm run generate:onnx`: generates src/engine/onnx/file/onnx_pb.ts from onnx.proto beside it, with the versions
 * below of the compiler and its plugin, which npx fetches. Run it again when onnx.proto or @bufbuild/protobuf changes.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

const folder = join(root, 'src/engine/onnx/file')
const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies['@bufbuild/protobuf']
const template = JSON.stringify({
  version: 'v2',
  plugins: [{ local: 'protoc-gen-es', out: '.', opt: ['target=ts'] }],
})
const packages = ['@bufbuild/buf@1.75.0', `@bufbuild/protoc-gen-es@${version}`].map((name) => `--package=${name}`)
const { status } = spawnSync('npx', ['--yes', ...packages, '--', 'buf', 'generate', '--template', template, '.'], {
  cwd: folder,
  stdio: 'inherit',
})
if (status !== 0) process.exit(status ?? 1)

// The comments repeat the comment lines of onnx.proto, with a blank line before each.
const file = join(folder, 'onnx_pb.ts')
const generated = readFileSync(file, 'utf8')
const body = generated.replaceAll(/^ *\/\*\*[\s\S]*?\*\/\n/gm, '').replaceAll(/\n\n+/g, '\n')
writeFileSync(file, body)
spawnSync('npx', ['biome', 'check', '--write', '--linter-enabled=false', file], { cwd: root, stdio: 'inherit' })
