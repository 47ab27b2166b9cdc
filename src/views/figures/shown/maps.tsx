import { PAPER_FIGURES } from '../../../store/figures/paper'
import { whole } from '../../parts/format'
import { ResultTable } from '../../parts/ResultTable'
import type { FigurePanels, PaperFigure } from '../types'

const { maps } = PAPER_FIGURES

export const mapsFigure = ({ Matrix }: FigurePanels): PaperFigure => ({
  id: 'maps',
  number: 'Figure 1',
  title: 'Loss gradients of natural and robust models',
  claim:
    'Gradients of natural models look like noise, and their norms are a hundred times as large; those of robust models follow the edges, however they became robust.',
  paper: 'maps',
  settings:
    'One gradient for each model in the columns, on the image and label of Compare, drawn as in the authors’ code: 0.5 + 0.5 v / s, where s is the 99th percentile of |v|. Norms grow with the number of pixels, so that theirs at 224 pixels and ours at 32 differ.',
  Content: () => (
    <>
      <div className="figure-matrix">
        <Matrix only={['gradient']} />
      </div>
      <ResultTable
        caption="‖∇L‖₁ that is printed on the paper’s figure 1, of five training images of ImageNet"
        corner="image"
        columns={maps.models}
      >
        {maps.images.map(({ name, l1 }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {l1.map((norm, place) => (
              <td key={maps.models[place]}>{whole(norm)}</td>
            ))}
          </tr>
        ))}
      </ResultTable>
    </>
  ),
})
