package io.github.zerobus.autoconfigure;

import io.github.zerobus.Endpoint;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether workspace and endpoint belong together, as far as their names tell: each cloud has a domain of its own, and
 * on two of them a workspace's host has its id. Says nothing about hosts that it does not know.
 */
final class WorkspaceMatch {

    private static final List<String> CLOUDS =
            List.of(".gcp.databricks.com", ".cloud.databricks.com", ".azuredatabricks.net");
    private static final Pattern WORKSPACE_ID =
            Pattern.compile("(?:adb-(\\d+)\\.\\d+\\.azuredatabricks\\.net|(\\d+)\\.\\d+\\.gcp\\.databricks\\.com)");

    private WorkspaceMatch() {}

    static void check(Endpoint endpoint, URI workspace) {
        String host = String.valueOf(workspace.getHost()).toLowerCase(Locale.ROOT);
        Optional<String> cloud = cloud(endpoint.host().toLowerCase(Locale.ROOT));
        Optional<String> other = cloud(host);
        if (cloud.isPresent() && other.isPresent() && !cloud.equals(other)) {
            throw mismatch(
                    "zerobus.endpoint is of *" + cloud.get() + ", but zerobus.workspace-url is of *" + other.get());
        }
        Matcher id = WORKSPACE_ID.matcher(host);
        if (cloud.isPresent() && id.matches()) {
            String expected = id.group(1) == null ? id.group(2) : id.group(1);
            if (!expected.equals(endpoint.workspaceId())) {
                throw mismatch("zerobus.endpoint is of workspace " + endpoint.workspaceId()
                        + ", but zerobus.workspace-url is of workspace " + expected);
            }
        }
    }

    private static Optional<String> cloud(String host) {
        return CLOUDS.stream().filter(host::endsWith).findFirst();
    }

    private static ZerobusConfigurationException mismatch(String description) {
        return new ZerobusConfigurationException(
                description,
                "Set both to the same workspace: the endpoint's host begins with the id of the workspace that the"
                        + " tokens come from.");
    }
}
