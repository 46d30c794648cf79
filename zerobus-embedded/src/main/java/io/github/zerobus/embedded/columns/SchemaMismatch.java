package io.github.zerobus.embedded.columns;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A record or a descriptor does not fit the columns of a table. The message contains the path of the field and the type
 * of its column, but no value of the record.
 */
public final class SchemaMismatch extends RuntimeException {

    /** The names of the service for kinds of mismatches (docs/protocol.md#4.4). */
    enum Cause {
        FIELD_NOT_IN_TABLE,
        MISSING_REQUIRED_COLUMN,
        TYPE_INCOMPATIBLE
    }

    private final Set<Cause> causes;
    private final String path;
    private final String problem;

    SchemaMismatch(Collection<Cause> causes, String problem) {
        this(causes, "", problem);
    }

    private SchemaMismatch(Collection<Cause> causes, String path, String problem) {
        super(path.isEmpty() ? problem : path + " " + problem, null, false, false);
        this.causes = EnumSet.copyOf(causes);
        this.path = path;
        this.problem = problem;
    }

    static SchemaMismatch type(String problem) {
        return new SchemaMismatch(EnumSet.of(Cause.TYPE_INCOMPATIBLE), problem);
    }

    static SchemaMismatch missing() {
        return new SchemaMismatch(
                EnumSet.of(Cause.MISSING_REQUIRED_COLUMN), "is NOT NULL; the record has no value for it");
    }

    static SchemaMismatch notInTable(String problem) {
        return new SchemaMismatch(EnumSet.of(Cause.FIELD_NOT_IN_TABLE), problem);
    }

    /** The same mismatch, in a field of an object. */
    SchemaMismatch in(String field) {
        String separator = path.isEmpty() || path.startsWith("[") ? "" : ".";
        return new SchemaMismatch(causes, Names.shown(field) + separator + path, problem);
    }

    /** The same mismatch, in an element of an array. */
    SchemaMismatch at(int index) {
        String separator = path.isEmpty() || path.startsWith("[") ? "" : ".";
        return new SchemaMismatch(causes, "[" + index + "]" + separator + path, problem);
    }

    /**
     * Returns the causes as the service names them.
     *
     * @return names, separated by commas
     */
    public String causes() {
        return causes.stream().map(Cause::name).collect(Collectors.joining(","));
    }

    /** Collects what does not fit between a descriptor and the columns of a table. Names a few of many mismatches. */
    static final class Collector {

        private static final int SHOWN = 5;

        private final Set<Cause> causes = EnumSet.noneOf(Cause.class);
        private final List<String> problems = new ArrayList<>();
        private int others;

        void add(Cause cause, String problem) {
            causes.add(cause);
            if (problems.size() < SHOWN) {
                problems.add(problem);
            } else {
                others++;
            }
        }

        void throwIfAny() {
            if (!causes.isEmpty()) {
                String text = String.join("; ", problems);
                throw new SchemaMismatch(causes, others == 0 ? text : text + "; and " + others + " more");
            }
        }
    }
}
