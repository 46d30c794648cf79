package io.github.zerobus;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Classes of the client depend on each other in one direction only. Nested classes count as part of their top-level
 * class.
 */
class ClassCycleTests {

    /** A product and its builder may refer to each other. */
    private static final Set<Set<String>> EXCEPTIONS = Set.of(
            Set.of("io.github.zerobus.StreamOptions", "io.github.zerobus.StreamOptionsBuilder"),
            Set.of(
                    "io.github.zerobus.stream.MultiplexedStream",
                    "io.github.zerobus.stream.MultiplexedStreamBuilder",
                    "io.github.zerobus.stream.StreamAssembly"));

    @Test
    void classesHaveNoCyclesExceptListedPairs() {
        Map<String, Set<String>> dependencies = dependencies();

        assertThat(dependencies).hasSizeGreaterThan(50);
        assertThat(new Components(dependencies).cycles()).containsExactlyInAnyOrderElementsOf(EXCEPTIONS);
    }

    @Test
    void cyclesOfAnyLengthAreFound() {
        Map<String, Set<String>> dependencies = Map.of(
                "a", Set.of("b"),
                "b", Set.of("c", "d"),
                "c", Set.of("a"),
                "d", Set.of("e"),
                "e", Set.of());

        assertThat(new Components(dependencies).cycles()).containsExactly(Set.of("a", "b", "c"));
    }

    private static Map<String, Set<String>> dependencies() {
        Map<String, Set<String>> dependencies = new TreeMap<>();
        for (JavaClass from : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.github.zerobus")) {
            if (isOfTheClient(from)) {
                Set<String> targets =
                        dependencies.computeIfAbsent(topLevel(from).getName(), name -> new TreeSet<>());
                from.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(ClassCycleTests::isOfTheClient)
                        .map(target -> topLevel(target).getName())
                        .forEach(targets::add);
            }
        }
        return dependencies;
    }

    /** Generated messages and the embedded server are modules of their own. */
    private static boolean isOfTheClient(JavaClass type) {
        String packageName = type.getPackageName();
        return packageName.startsWith("io.github.zerobus")
                && !packageName.equals("io.github.zerobus.proto")
                && !packageName.startsWith("io.github.zerobus.embedded")
                && !type.getSimpleName().equals("package-info");
    }

    private static JavaClass topLevel(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }

    /** Strongly connected components of a graph, found with Tarjan's algorithm. */
    private static final class Components {

        private final Map<String, Set<String>> edges;
        private final Map<String, Integer> order = new HashMap<>();
        private final Map<String, Integer> lowest = new HashMap<>();
        private final Deque<String> open = new ArrayDeque<>();
        private final List<Set<String>> cycles = new ArrayList<>();

        Components(Map<String, Set<String>> edges) {
            this.edges = edges;
        }

        /** All components with more than one member. */
        List<Set<String>> cycles() {
            edges.keySet().stream().filter(node -> !order.containsKey(node)).forEach(this::visit);
            return cycles;
        }

        private void visit(String node) {
            order.put(node, order.size());
            lowest.put(node, order.get(node));
            open.push(node);
            for (String next : edges.getOrDefault(node, Set.of())) {
                if (!order.containsKey(next)) {
                    visit(next);
                    lowest.merge(node, lowest.get(next), Math::min);
                } else if (open.contains(next)) {
                    lowest.merge(node, order.get(next), Math::min);
                }
            }
            if (lowest.get(node).equals(order.get(node))) {
                close(node);
            }
        }

        private void close(String root) {
            Set<String> component = new TreeSet<>();
            String member;
            do {
                member = open.pop();
                component.add(member);
            } while (!member.equals(root));
            if (component.size() > 1) {
                cycles.add(component);
            }
        }
    }
}
