/**
 * @file A plugin that builds zod with its setting `jitless`: otherwise it tries whether functions may be made from text,
 * which the page's policy refuses, and which the browser reports as a violation on every visit.
 */
const SETTINGS = /\/zod\/v4\/core\/core\.js$/

export const zodWithoutEval = () => ({
  name: 'zod-without-eval',
  apply: 'build',
  transform(code, id) {
    if (!SETTINGS.test(id)) return null
    if (!/^export const globalConfig\b/m.test(code)) {
      this.error('zod keeps its settings elsewhere than in globalConfig of core.js; adapt tools/zodWithoutEval.mjs.')
    }
    // Where the settings are made, so before any schema.
    return { code: `${code}\nglobalConfig.jitless = true\n`, map: null }
  },
})
