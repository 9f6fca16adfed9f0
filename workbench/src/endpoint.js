// The page of an endpoint.
import { EndpointEngine } from "./endpoint_engine.js";
import { mount, settings } from "./workbench.js";

mount(new EndpointEngine(settings().endpoint, settings().language));
