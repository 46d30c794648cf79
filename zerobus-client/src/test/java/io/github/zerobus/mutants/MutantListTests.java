package io.github.zerobus.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of mutants is complete; {@link MutantsTests} runs them. */
class MutantListTests {

    @Test
    void eachStatementHasMutantOrReason() throws Exception {
        MutantList list = MutantList.read();
        Set<Integer> statements = MutantList.resource("/conformance.txt")
                .lines()
                .filter(line -> !line.startsWith("# "))
                .map(line -> Integer.valueOf(line.substring(0, line.indexOf('.'))))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<Integer> covered =
                list.mutants().stream().map(Mutant::statement).collect(Collectors.toCollection(TreeSet::new));

        assertThat(covered).doesNotContainAnyElementsOf(list.without().keySet());
        covered.addAll(list.without().keySet());
        assertThat(covered).isEqualTo(statements);
    }
}
