/** What tools/assemblyScript.mjs gives: a module's bytes in base64. */
declare module '*?assembly=plain' {
  const code: string
  export default code
}
declare module '*?assembly=relaxed' {
  const code: string
  export default code
}
declare module '*?assembly=plain-shared' {
  const code: string
  export default code
}
declare module '*?assembly=relaxed-shared' {
  const code: string
  export default code
}
