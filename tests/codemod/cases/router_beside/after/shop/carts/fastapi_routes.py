from fastapi import APIRouter


def create_router(impl: object) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["Carts"])

    @router.get("/carts")
    async def list_carts() -> list[str]:
        return []

    return router
