import { rasterize } from '../../../charts/export/rasterize'

/** An SVG file's text as a PNG that carries the page's state. */
export const statefulPng = (svg: string): Promise<Blob> => rasterize(svg)
