package io.github.zerobus.mutants;

import io.github.zerobus.conformance.Conformance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The tests of each conformance statement, found by their annotations. */
final class NamedTests {

    private NamedTests() {}

    /** Returns tests as "class#method" by the numbers of the statements. */
    static Map<Integer, Set<String>> byStatement() throws IOException {
        Path root = Path.of(NamedTests.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Map<Integer, Set<String>> tests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> classes = files.filter(file -> file.toString().endsWith("Tests.class"))
                    .map(root::relativize)
                    .toList();
            for (Path file : classes) {
                String name = file.toString().replace(".class", "").replace('/', '.');
                Arrays.stream(load(name).getDeclaredMethods()).forEach(method -> add(method, tests));
            }
        }
        return tests;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, NamedTests.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static void add(Method method, Map<Integer, Set<String>> tests) {
        Conformance verified = method.getAnnotation(Conformance.class);
        if (verified != null) {
            for (int number : verified.value()) {
                tests.computeIfAbsent(number, any -> new TreeSet<>())
                        .add(method.getDeclaringClass().getName() + "#" + method.getName());
            }
        }
    }
}
