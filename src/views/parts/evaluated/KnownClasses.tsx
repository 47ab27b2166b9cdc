import { useMemo } from 'react'
import { countOf } from '../../../countOf'
import type { Manifest } from '../../../engine/checkpoints/manifest'
import { ambiguityOf, classesOf, classProblem, sharedClasses } from '../../../store/evaluation/evaluationClasses'
import { chosenModels, manifestsOf } from '../../../store/evaluation/evaluationSettled'
import { CHOICE_LIMITS } from '../../../store/models/modelChoice'
import { useActions, useApp } from '../appContext'
import { useZooManifests } from '../models/useZooManifests'
import { useEvaluation, useEvaluationActions } from './useEvaluation'
import { useSettledForm } from './useSettledForm'

/** Whether the chosen models know the images' classes and, if not, which models do. */
export function KnownClasses() {
  const form = useSettledForm()
  const columns = useApp((state) => state.models)
  const data = useEvaluation((evaluation) => evaluation.dataSet)
  const manifests = useMemo(() => manifestsOf(chosenModels(columns, form)), [columns, form])
  const problem = classProblem(form.images, data, manifests)
  const set = classesOf(form.images, data)
  if (problem === null) {
    const shared = set === null ? 0 : sharedClasses(set, manifests).length
    if (set === null || shared === set.classes.length) return null
    const ambiguity = ambiguityOf(set, manifests)
    return (
      <p className="hint">
        The models know {shared} of the {countOf(set.classes.length, 'class')}; images of the others are left out.
        {ambiguity !== null && ` ${ambiguity}`}
      </p>
    )
  }
  return (
    <>
      <p className="error" data-testid="class-problem">
        {problem}
      </p>
      {set !== null && <Knowing classes={set.classes} />}
    </>
  )
}

/** The page's models that know all of these classes, with a button that shows them. */
function Knowing({ classes }: { readonly classes: readonly string[] }) {
  const { showModels } = useActions()
  const { setEvaluation } = useEvaluationActions()
  const knowing = useZooManifests()
    .filter((manifest) => sharedClasses({ name: '', classes }, [manifest]).length === classes.length)
    // The natural models, which the others are compared with, come first.
    .sort((one, other) => Number(isNatural(other)) - Number(isNatural(one)))
    .slice(0, CHOICE_LIMITS.max)
  if (knowing.length === 0) return null
  return (
    <>
      <p className="hint">Models that know these classes: {knowing.map(({ name }) => `“${name}”`).join(', ')}.</p>
      <button
        type="button"
        className="button"
        data-testid="show-knowing"
        onClick={() => {
          setEvaluation({ modelIds: null })
          showModels(knowing.map(({ id }) => id))
        }}
      >
        Show {knowing.length === 1 ? 'it' : 'them'} in the columns
      </button>
    </>
  )
}

const isNatural = ({ training }: Manifest): boolean => training.objective === 'natural'
