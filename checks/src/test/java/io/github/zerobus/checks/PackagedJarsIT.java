package io.github.zerobus.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Facts that exist in the packaged jars only, not in the folders of classes that other tests run against. */
class PackagedJarsIT {

    private static final String JAR_TYPE = "Spring-Boot-Jar-Type";

    static List<PackagedModule> modules() {
        return PackagedModule.all();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void manifestNamesProductAndVersion(PackagedModule module) {
        Attributes manifest = module.manifest();

        assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_TITLE))
                .as(module.folder())
                .startsWith("Zerobus ");
        assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION))
                .as(module.folder())
                .isEqualTo(PackagedModule.VERSION);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleNameIsFixedAndValid(PackagedModule module) {
        ModuleDescriptor descriptor = descriptor(module);

        assertThat(descriptor.name())
                .as(module.folder())
                .startsWith("io.github.zerobus.")
                .isEqualTo(module.manifest().getValue("Automatic-Module-Name"));
    }

    /** Fails for a name that is not a Java identifier. */
    private static ModuleDescriptor descriptor(PackagedModule module) {
        return ModuleFinder.of(module.jar()).findAll().iterator().next().descriptor();
    }

    @Test
    void moduleNamesAreDistinct() {
        assertThat(PackagedModule.all())
                .extracting(module -> descriptor(module).name())
                .doesNotHaveDuplicates();
    }

    @Test
    void starterIsMarkedAsStarter() {
        assertThat(PackagedModule.of("zerobus-spring-boot-starter").manifest().getValue(JAR_TYPE))
                .isEqualTo("dependencies-starter");
    }

    /** Boot would also take the jar off the class path of spring-boot:run and spring-boot:test-run. */
    @Test
    void embeddedServerIsNotMarkedAsDevelopmentTool() {
        assertThat(PackagedModule.of("zerobus-embedded").manifest().getValue(JAR_TYPE))
                .isNull();
    }

    @Test
    void sampleContainsTheEmbeddedServerButNoStarter() {
        assertThat(PackagedModule.of("sample-app").entries())
                .contains("BOOT-INF/lib/zerobus-embedded-" + PackagedModule.VERSION + ".jar")
                .contains("BOOT-INF/lib/zerobus-client-" + PackagedModule.VERSION + ".jar")
                .doesNotContain("BOOT-INF/lib/zerobus-spring-boot-starter-" + PackagedModule.VERSION + ".jar");
    }

    @Test
    void userAgentCarriesTheVersion() throws Exception {
        PackagedModule client = PackagedModule.of("zerobus-client");
        Class<?> userAgent = loadBySimpleName(client, "UserAgent");
        Path source = Path.of(
                userAgent.getProtectionDomain().getCodeSource().getLocation().toURI());
        Method of = Arrays.stream(userAgent.getDeclaredMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}))
                .filter(method -> method.getReturnType() == String.class)
                .findFirst()
                .orElseThrow();
        of.setAccessible(true);

        assertThat(source).isEqualTo(client.jar().toRealPath());
        assertThat(of.invoke(null, "shop")).isEqualTo("zerobus-spring/" + PackagedModule.VERSION + " shop");
    }

    private static Class<?> loadBySimpleName(PackagedModule module, String simpleName) throws Exception {
        List<String> names = module.classNames().stream()
                .filter(name -> name.endsWith("." + simpleName))
                .toList();
        assertThat(names).hasSize(1);
        return Class.forName(names.get(0));
    }

    /** A row of a table, for the command that prints its statement. */
    public record Reading(String device, long value) {}

    /** The class path of this test without entries that do not exist, which the command refuses. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Files.exists(Path.of(entry)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void recordsJarPrintsTheTableOfAClass() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        PackagedModule.of("zerobus-records").jar().toString(),
                        "ddl",
                        Reading.class.getName(),
                        "--class-path",
                        classPath())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(output).contains("CREATE TABLE reading (", "device STRING", "value BIGINT NOT NULL");
        assertThat(process.waitFor()).isZero();
    }
}
