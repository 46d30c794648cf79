package io.github.zerobus.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A module of this build whose jar has been packaged, in {@code target} of its folder. */
record PackagedModule(String folder, Path jar) {

    static final Path ROOT = Path.of("..");
    static final String VERSION = Objects.requireNonNull(System.getProperty("zerobus.version"));

    private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");

    /** All modules of the root pom but this one. */
    static List<PackagedModule> all() {
        try {
            return MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")))
                    .results()
                    .map(match -> match.group(1))
                    .filter(folder -> !folder.equals("checks"))
                    .map(PackagedModule::of)
                    .toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Those whose classes an application compiles against. */
    static List<PackagedModule> withPublicApi() {
        return all().stream()
                .filter(module -> module.folder.startsWith("zerobus-"))
                .filter(module -> !module.classNames().isEmpty())
                .toList();
    }

    static PackagedModule of(String folder) {
        Path target = ROOT.resolve(folder).resolve("target");
        return Stream.of(folder, "zerobus-" + folder)
                .flatMap(name -> Stream.of(name + ".jar", name + "-" + VERSION + ".jar"))
                .map(target::resolve)
                .filter(Files::exists)
                .findFirst()
                .map(jar -> new PackagedModule(folder, jar))
                .orElseThrow(() -> new IllegalStateException("No jar in " + target + ", run mvn verify"));
    }

    Attributes manifest() {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    List<String> entries() {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(entry -> entry.getName()).toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Binary names of all classes. */
    List<String> classNames() {
        return entries().stream()
                .filter(name -> name.endsWith(".class"))
                .filter(name -> !name.endsWith("-info.class"))
                .map(name ->
                        name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                .toList();
    }

    @Override
    public String toString() {
        return folder;
    }
}
