package io.github.zerobus.records.schema;

/** Why a class cannot be declared. {@link SchemaCompiler} adds the path. */
public final class SchemaProblem extends RuntimeException {

    private final String problem;
    private final String remedy;

    /**
     * Creates a problem.
     *
     * @param problem predicate whose subject is the class
     * @param remedy imperative
     */
    public SchemaProblem(String problem, String remedy) {
        super(problem + "; " + remedy, null, false, false);
        this.problem = problem;
        this.remedy = remedy;
    }

    String problem() {
        return problem;
    }

    String remedy() {
        return remedy;
    }
}
