package io.github.zerobus.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Shows in a diff what a change does to the public API: {@code api} holds one list for each module. */
class PublicApiIT {

    private static final boolean WRITE = "write".equals(System.getProperty("zerobus.api"));
    private static final Path LISTS = PackagedModule.ROOT.resolve("api");
    private static final String HOW_TO_WRITE =
            "If the change is intended, write the list and commit it:\n  mvn verify -pl checks -am -DskipTests -Dapi=write\n";

    @TestFactory
    Stream<DynamicTest> listMatchesThePackagedJar() {
        return PackagedModule.withPublicApi().stream()
                .map(module -> DynamicTest.dynamicTest(module.folder(), () -> check(module)));
    }

    private static void check(PackagedModule module) throws IOException {
        Path file = LISTS.resolve(module.folder() + ".txt");
        List<String> packaged = PublicApi.of(module);
        if (WRITE) {
            Files.createDirectories(LISTS);
            Files.write(file, packaged);
        }
        List<String> listed = Files.exists(file) ? Files.readAllLines(file) : List.of();
        List<String> difference = difference(listed, packaged);
        assertThat(difference)
                .withFailMessage(() -> "The public API of " + module.folder() + " is not the one listed in api/"
                        + file.getFileName() + ":\n" + String.join("\n", difference) + "\n" + HOW_TO_WRITE)
                .isEmpty();
    }

    /** Both are sorted and have no line twice. */
    private static List<String> difference(List<String> listed, List<String> packaged) {
        List<String> difference = new ArrayList<>();
        listed.stream()
                .filter(line -> !packaged.contains(line))
                .map(line -> "- " + line)
                .forEach(difference::add);
        packaged.stream()
                .filter(line -> !listed.contains(line))
                .map(line -> "+ " + line)
                .forEach(difference::add);
        difference.sort((a, b) -> a.substring(2).compareTo(b.substring(2)));
        return difference;
    }
}
