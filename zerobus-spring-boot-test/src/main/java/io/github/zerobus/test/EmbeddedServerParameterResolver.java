package io.github.zerobus.test;

import io.github.zerobus.embedded.EmbeddedZerobusServer;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Resolves parameters of test methods to the server of the context. Parameters with {@link Autowired} are left to
 * Spring, since JUnit allows one resolver only.
 */
final class EmbeddedServerParameterResolver implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getDeclaringExecutable() instanceof Method
                && parameter.getParameter().getType() == EmbeddedZerobusServer.class
                && !parameter.isAnnotated(Autowired.class);
    }

    @Override
    public EmbeddedZerobusServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return SpringExtension.getApplicationContext(context).getBean(EmbeddedZerobusServer.class);
    }
}
