package io.github.zerobus.test;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Gives test methods the server of their context, also without {@link Autowired}, which is Spring's to resolve. */
final class ZerobusServerParameterResolver implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getDeclaringExecutable() instanceof Method
                && parameter.getParameter().getType() == ZerobusServer.class
                && !parameter.isAnnotated(Autowired.class);
    }

    @Override
    public ZerobusServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return SpringExtension.getApplicationContext(context).getBean(ZerobusServer.class);
    }
}
