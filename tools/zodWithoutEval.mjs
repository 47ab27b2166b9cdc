/**
 * @file A plugin that builds zod as if its setting `jitless` were made: otherwise it tries whether functions may be made from
 * text, which the page's policy refuses, and which the browser reports as a violation on every visit. The code that would
 * make them is left out.
 */
const SCHEMAS = /\/zod\/v4\/core\/schemas\.js$/
const CHOICE = 'const jit = !core.globalConfig.jitless;'

export const zodWithoutEval = () => ({
  name: 'zod-without-eval',
  apply: 'build',
  transform(code, id) {
    if (!SCHEMAS.test(id)) return null
    if (!code.includes(CHOICE)) {
      this.error(`zod's schemas.js no longer has "${CHOICE}"; adapt tools/zodWithoutEval.mjs.`)
    }
    return { code: code.replace(CHOICE, 'const jit = false;'), map: null }
  },
})
