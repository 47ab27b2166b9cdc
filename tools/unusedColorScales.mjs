/**
 * @file A plugin that leaves out the colour scales of d3 that the page does not use, some kilobytes of a first visit: they
 * are computed where they are declared, and a bundler cannot know that this does nothing else.
 */
const SCALES = /\/d3-scale-chromatic\/dist\/d3-scale-chromatic\.mjs$/
const DECLARATION = /^var ([\w$]+) = ((?:new Array|colors|ramp|ramp\$1|interpolateCubehelixLong)\([^;]*);$/gm
/** All but a few of them. */
const FEWEST = 60

export const unusedColorScales = () => ({
  name: 'unused-color-scales',
  apply: 'build',
  transform(code, id) {
    if (!SCALES.test(id)) return null
    let found = 0
    const pure = code.replace(DECLARATION, (_, name, value) => {
      found++
      return `var ${name} = /* @__PURE__ */ (() => ${value})();`
    })
    if (found < FEWEST)
      this.error(`d3-scale-chromatic declares its scales otherwise; adapt tools/unusedColorScales.mjs.`)
    return { code: pure, map: null }
  },
})
